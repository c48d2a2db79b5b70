/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  claimedAnotherKvittBeenFetched: ({ name, since }: { name: string; since: string }) =>
    `${name} was claimed by another Kvitt at ${since} and has not been fetched since. If that machine is gone: rename the file, and it is taken here.`,
  nameFile: "Name a file.",
  doesExist: (given: string) => `${given} does not exist.`,
  symbolicLink: (given: string) => `${given} is a symbolic link.`,
  nameFileItself: "Name the file itself.",
  isAFolder: (given: string) => `${given} is a folder.`,
  noRegularFile: (given: string) => `${given} is no regular file.`,
  cannotRead: ({ given, error }: { given: string; error: string }) => `${given} cannot be read (${error}).`,
  giveKvittPermissionReadFile: "Give Kvitt permission to read the file.",
  symbolicLinkLeftWherePut: (name: string) =>
    `${name} is a symbolic link and is left where it is. Put the file itself into the inbox.`,
  folderNameFileLeftWhere: (name: string) =>
    `${name} is a folder with the name of a file and is left where it is. If there are reports in it: move them out.`,
  noRegularFileLeftWhere: (name: string) => `${name} is no regular file and is left where it is.`,
  folderCannotReadGiveKvitt: ({ name, why }: { name: string; why: string }) =>
    `The folder ${name} cannot be read (${why}). Give Kvitt permission to read and write in it.`,
} satisfies typeof sv;
