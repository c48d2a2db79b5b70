/** What spreadsheets do to a value so that they leave it alone, and how it is taken off. */

/** `="1001"` and `'1001` are 1001. Anything else comes back as it is. */
export function plainCell(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 39) return text.slice(1).trim();
  if (first !== 61) return text;
  const quoted = /^="(.*)"$/s.exec(text)?.[1];
  return quoted === undefined ? text : quoted.replaceAll('""', '"').trim();
}

/** Whether a spreadsheet took a whole number for a decimal one: "1001.0". */
export function endsInZero(text: string): boolean {
  return text.endsWith("0") && /^\d+[.,]0$/.test(text);
}
