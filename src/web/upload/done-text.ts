/** What the page that a person left says on the next one. */
import { z } from "zod";
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { messages } from "./messages.ts";

const Done = z
  .object({
    files: z.coerce.number().int().min(0).max(1_000).default(0),
    rates: z.coerce.number().int().min(0).max(1_000).default(0),
    run: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
    thrown: z.literal("1").optional(),
    map: z.string().max(60).optional(),
  })
  .catch({ files: 0, rates: 0 });

export function doneText(
  query: unknown,
  { language, nightlyAt }: { readonly language: Language; readonly nightlyAt: string },
): Markup | null {
  const { files, rates, run, thrown, map } = Done.parse(query);
  const texts = [
    ...(files === 0
      ? []
      : [
          messages.someTaken(files),
          run === undefined ? messages.inTheNight(nightlyAt) : messages.inTheRun(run),
        ]),
    ...(rates === 0 ? [] : [messages.ratesAdded]),
    ...(thrown === undefined ? [] : [messages.thrownAway]),
    ...(map === undefined ? [] : [messages.mapWritten(map)]),
  ];
  if (texts.length === 0) return null;
  const link = run === undefined ? null : markup` <a href="/runs/${run}">${messages.followRun[language]}</a>`;
  return markup`<p class="says good" role="status">${texts.map((one) => one[language]).join(" ")}${link}</p>`;
}
