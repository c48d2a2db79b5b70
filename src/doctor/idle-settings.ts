/** Settings that have no effect now, though they may have one later: a warning, no error. */
import { messages } from "./messages.ts";
import { ACCOUNT_CHARTS, type AccountRole } from "../config/accounts.ts";
import type { Settings } from "../config/settings.ts";
import { knownKinds } from "../config/detailed-types.ts";
import type { Message } from "../message.ts";

export interface Idle {
  readonly problem: Message;
  readonly remedy: Message;
}

export function idleSettings(settings: Settings): readonly Idle[] {
  return [...idleAccounts(settings), ...unknownDetails(settings), ...idleReading(settings)];
}

/** Roles that only one way of booking VAT uses. */
function idleAccounts({ accounts, merchants, voucher, chart }: Settings): Idle[] {
  const idle: AccountRole[] = voucher.feeVat === "reverse" ? [] : ["reverseVatOut"];
  const all: readonly (readonly [place: string, accounts: Settings["accounts"]])[] = [
    ["accounts", accounts],
    ...Object.entries(merchants).map(([id, own]) => [`merchants.${id}.accounts`, own.accounts] as const),
  ];
  return all.flatMap(([place, own]) =>
    idle
      .filter((role) => own[role] !== undefined && own[role] !== ACCOUNT_CHARTS[chart][role])
      .map((role) => ({
        problem: messages.accountWithoutEffect({ place, role, feeVat: voucher.feeVat }),
        remedy: messages.removeAccount,
      })),
  );
}

function unknownDetails({ lineAccounts, merchants }: Settings): Idle[] {
  const known = knownKinds();
  const keys = [lineAccounts, ...Object.values(merchants).map((own) => own.lineAccounts)].flatMap(
    Object.keys,
  );
  return [...new Set(keys)]
    .filter((key) => key.includes("/") && !known.has(key.toUpperCase()))
    .map((key) => ({
      problem: messages.unknownDetailedType(key),
      remedy: messages.checkDetailedType,
    }));
}

/** Where there are several merchants, only the folder of a file shows whose it is before it is read. */
function idleReading({ merchants }: Settings): Idle[] {
  const entries = Object.entries(merchants);
  if (entries.length < 2) return [];
  return entries
    .filter(
      ([, own]) =>
        Object.keys(own.headers).length > 0 || own.decimalMark !== undefined || own.dateOrder !== undefined,
    )
    .map(([id]) => ({
      problem: messages.readingOnlyInFolder(id),
      remedy: messages.useInboxFolder(id),
    }));
}
