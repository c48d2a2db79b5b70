/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  claimedByAnother: ({ name, since }: { name: string; since: string }) =>
    `${name} was claimed by another Kvitt at ${since} and has not been fetched since. If that machine is gone: rename the file, and it is imported here.`,
  nameAFile: "Name a file.",
  doesNotExist: (given: string) => `${given} does not exist.`,
  isSymbolicLink: (given: string) => `${given} is a symbolic link.`,
  nameFileItself: "Name the file itself.",
  isFolder: (given: string) => `${given} is a folder.`,
  isNoRegularFile: (given: string) => `${given} is not a regular file.`,
  cannotRead: ({ given, error }: { given: string; error: string }) => `${given} cannot be read (${error}).`,
  givePermission: "Give Kvitt permission to read the file.",
  symbolicLinkSkipped: (name: string) =>
    `${name} is a symbolic link and is left where it is. Put the file itself into the inbox.`,
  folderSkipped: (name: string) =>
    `${name} is a folder with the name of a file and is left where it is. If it contains reports: move them out.`,
  specialFileSkipped: (name: string) => `${name} is not a regular file and is left where it is.`,
  fileUnreadable: ({ name, why }: { name: string; why: string }) =>
    `${name} cannot be looked at (${why}) and is left where it is. Give Kvitt permission to read it, or take it away.`,
  folderTooDeep: ({ name, max }: { name: string; max: number }) =>
    `The folder ${name} is more than ${max} folders deep and is not read. Put its files further up.`,
  stillWritten: (name: string) =>
    `${name} is still being written to. It is taken in the next night when it stands still.`,
  folderUnreadable: ({ name, why }: { name: string; why: string }) =>
    `The folder ${name} cannot be read (${why}). Give Kvitt permission to read and write in it.`,
} satisfies typeof sv;
