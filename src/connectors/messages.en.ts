/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

interface Said {
  readonly name: string;
  readonly sv: string;
  readonly en: string;
}

export const en = {
  faults: {
    auth: ({ name, en }: Said) => `${name} does not let Kvitt in: ${en}`,
    config: ({ name, en }: Said) => `${name} lacks something that is needed: ${en}`,
    period: ({ name, en }: Said) => `${name} does not take the date: ${en}`,
    data: ({ name, en }: Said) => `${name} does not accept what was sent: ${en}`,
    busy: ({ name, en }: Said) => `${name} does not answer just now: ${en}`,
  },
  todo: {
    auth: (system: string) =>
      `Connect ${system} again, and check it with "kvitt connectors". Nothing is booked twice; then run "kvitt retry --all".`,
    config: (system: string) =>
      `Correct it in ${system} or in the settings, and then run "kvitt retry --all".`,
    period: (system: string) =>
      `Open the period in ${system}, or set voucher.closedThrough so that new vouchers are dated after it, and then run "kvitt retry --all".`,
    data: (system: string) =>
      `Nothing is booked in ${system}. Keep the error, and tell whoever looks after Kvitt.`,
    busy: (_system: string) => "Kvitt tries again by itself.",
  },
  noAnswer: (seconds: number) => `no answer within ${seconds} seconds`,
  noConnection: (why: string) => `no connection (${why})`,
  tooManyCalls: "too many calls in a short time",
  serverError: (status: number) => `an error in the system (HTTP ${status})`,
  pointsElsewhere: (host: string) => `the address points on to ${host}, where nothing is sent`,
  answerTooLong: (bytes: number) => `the answer is longer than ${bytes} bytes`,
  answerUnreadable: "the answer is not JSON",
  secretUnreadable: ({ file, why }: { readonly file: string; readonly why: string }) =>
    `the file ${file} with the password or key cannot be read (${why})`,
  writeSecret: "Write the password or key into the file, and let only Kvitt read it.",
} satisfies typeof sv;
