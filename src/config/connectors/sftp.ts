/** The settings of SFTP accounts that settlement reports lie in. Passwords and keys are in files of their own. */
import { z } from "zod";
import { messages } from "../messages.ts";
import { accountName, accountsOf } from "./accounts.ts";
import { rule } from "../settings-messages.ts";

const sftpAccount = z
  .strictObject({
    name: accountName,
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535).default(22),
    user: z.string().min(1).max(255),
    /** Files that hold the secret, relative to the home folder. */
    passwordFile: z.string().min(1).optional(),
    keyFile: z.string().min(1).optional(),
    /** "SHA256:..." as `ssh-keygen -lf` prints it; any of several, where the server changes its key. */
    hostKey: z
      .union([z.string(), z.array(z.string()).min(1)])
      .transform((given) => [given].flat())
      .pipe(z.array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/)))
      .optional(),
    /** Where the reports lie; folders below it are looked into as well. */
    folder: z.string().min(1).default("."),
  })
  .refine(
    ({ passwordFile, keyFile }) => (passwordFile === undefined) !== (keyFile === undefined),
    rule(messages.onePasswordOrKey),
  );

export const sftpSettings = accountsOf(sftpAccount);

export type SftpAccount = z.infer<typeof sftpAccount>;
