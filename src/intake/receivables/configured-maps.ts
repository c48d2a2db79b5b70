/** The header maps that the settings name. */
import type { Settings } from "../../config/settings.ts";
import type { HeaderMap } from "./header-map.ts";
import { PRESETS } from "./presets.ts";

/** The maps of the settings, each with its preset under it. */
export function configuredMaps({ receivables }: Settings): readonly HeaderMap[] {
  return Object.entries(receivables.headers).map(([name, { preset, columns, fixed, negative, leaveOut }]) => {
    const base = preset === undefined ? PLAIN : PRESETS[preset];
    const own = Object.fromEntries(
      Object.entries(columns).map(([column, header]) => [column, [header ?? ""]]),
    );
    return {
      ...base,
      name,
      columns: { ...base.columns, ...own },
      fixed: { ...base.fixed, ...fixed },
      negative: negative ?? base.negative,
      leaveOut: { ...base.leaveOut, ...leaveOut },
      telling: Object.values(columns).map((header) => header ?? ""),
    };
  });
}

const PLAIN: HeaderMap = {
  name: "",
  columns: {},
  fixed: {},
  negative: "refuse",
  leaveOut: {},
  telling: [],
  ownNames: true,
  cutAt: {},
  amountOnFirstRow: false,
  leaveOutZero: false,
};
