/** What the fault matrix and a program under test say to each other over the channel that `fork` opens. */
import type { Role } from "../../../workers/roles.ts";
import type { KillAt } from "./points.ts";

export type Env = Readonly<Record<string, string>>;

export type Ask =
  /** Work in these roles on the home of `env`, until `close`. */
  | {
      readonly do: "open";
      readonly id: string;
      readonly env: Env;
      readonly roles: readonly Exclude<Role, "web">[];
      readonly killAt: KillAt | null;
    }
  | { readonly do: "close"; readonly id: string }
  /** The night that is due, or what is left of one, step by step and without a queue. */
  | { readonly do: "night"; readonly id: string; readonly env: Env; readonly killAt: KillAt | null }
  /** A command, as a person types it. */
  | {
      readonly do: "run";
      readonly id: string;
      readonly env: Env;
      readonly args: readonly string[];
      readonly step: string;
      readonly killAt: KillAt | null;
    };

export type Told =
  | { readonly did: "ready" }
  | { readonly did: "opened"; readonly id: string }
  | { readonly did: "closed"; readonly id: string; readonly points: [string, number][] }
  | {
      readonly did: "ran";
      readonly id: string;
      readonly code: number;
      readonly output: string;
      readonly points: [string, number][];
    }
  | { readonly did: "failed"; readonly id: string; readonly problem: string };
