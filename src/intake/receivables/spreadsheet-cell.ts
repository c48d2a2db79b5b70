/** What spreadsheets do to a value so that they leave it alone, and how it is taken off. */

/** `="1001"` and `'1001` are 1001. Anything else comes back as it is. */
export function plainCell(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 39) return text.slice(1).trim();
  if (first !== 61) return text;
  const quoted = /^="(.*)"$/s.exec(text)?.[1];
  return quoted === undefined ? text : quoted.replaceAll('""', '"').trim();
}

/** Whether the value between the places ends as a whole number does that a spreadsheet took for a decimal one: "1001.0". */
export function endsInZero(text: string, start: number, end: number): boolean {
  if (end - start < 3 || text.charCodeAt(end - 1) !== 48) return false;
  const mark = text.charCodeAt(end - 2);
  if (mark !== 46 && mark !== 44) return false;
  for (let at = start; at < end - 2; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
