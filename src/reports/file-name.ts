/** File names that carry the payment reference (docs.klarna.com "settlement reports via SFTP"; the portal's own name). */

/** SFTP: "123456789.20180809T000000+0000.csv" and "123456789_20180809T000226_0.csv". */
const SFTP = /^([A-Za-z0-9]+)[._]\d{8}T\d{6}(?:\+0000|_\d+)?(?:\s?\(\d+\))?\.(?:csv|json|txt)$/i;
/** Portal and API: "settlement.123456789.csv"; a browser adds " (1)" to a second download. */
const PORTAL = /^settlement[._-]([A-Za-z0-9]+)(?:\s?\(\d+\))?\.(?:csv|json|txt)$/i;

export function referenceInName(path: string): string | null {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  return (SFTP.exec(name) ?? PORTAL.exec(name))?.[1] ?? null;
}
