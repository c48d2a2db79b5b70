/** Folders and files as a person in the working directory would write them. */
import { relative } from "node:path";

/** Relative where the path is below the working directory, else absolute. */
export function placeText(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near.startsWith("..") || near === "" ? path : near;
}
