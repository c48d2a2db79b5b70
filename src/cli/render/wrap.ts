/** Long sentences on a terminal: broken at spaces and indented; a command in backquotes stays on one line. */

const WIDTH = 110;

/** The lines of a text, each indented by `indent` spaces; from the second on by `hanging` more. */
export function wrapped(text: string, indent = 4, hanging = 2): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/(?:`[^`]*`|[^ `]|`)+/g) ?? []) {
    if (line !== "" && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, index) => " ".repeat(index === 0 ? indent : indent + hanging) + one);
}
