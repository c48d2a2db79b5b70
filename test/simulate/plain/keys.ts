/** How references and ids compare (CONTRACT §5, "References are compared"), and what a line and a receivable have to compare. */

const KEYS = new Map<string, string>();

/** The same texts are compared over and over. */
export function keyOf(text: string): string {
  const known = KEYS.get(text);
  if (known !== undefined) return known;
  const key = makeKey(text);
  KEYS.set(text, key);
  return key;
}

/** Unicode NFKC without format characters, every kind of hyphen one hyphen, trimmed, without a leading "#", small. "": no value. */
function makeKey(text: string): string {
  return text
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .replace(/[\p{Pd}\u2212\u2043]/gu, "-")
    .trim()
    .replace(/^#\s*/, "")
    .trim()
    .toLowerCase();
}

/** For the look in which leading zeros do not count. */
export function bare(key: string): string {
  return key.replace(/^0+/, "");
}

/** `merchants.<id>.references`: which reference of the report holds what. */
export interface References {
  readonly first?: "order_number" | "number";
  readonly second?: "order_number" | "number" | "ignore";
}

/** All as keys; "" where there is nothing. */
export interface LineKeys {
  readonly merchant: string;
  readonly captureId: string;
  readonly refundId: string;
  readonly orderId: string;
  readonly reference1: string;
  readonly reference2: string;
  /** The merchant's own capture or refund reference, and of "1001|4712" the last part too. */
  readonly own: readonly string[];
}

export interface ReceivableKeys {
  readonly merchant: string;
  readonly number: string;
  /** Of an order that has none: its number. */
  readonly orderNumber: string;
  readonly orderId: string;
  readonly captureId: string;
  readonly refundId: string;
}

type Cells = ReadonlyMap<string, string>;

/** A row of a report of any type: what is shared by the lines of one Klarna order comes from all of them. */
export interface AnyLine {
  readonly merchantId: string;
  readonly type: string;
  readonly cells: Cells;
}

export function lineKeys(line: AnyLine, all: readonly AnyLine[]): LineKeys {
  const key = (name: string) => keyOf(line.cells.get(name) ?? "");
  const own =
    (line.type === "SALE"
      ? line.cells.get("merchant_capture_reference")
      : line.cells.get("merchant_refund_reference")) ?? "";
  const parts =
    line.type === "RETURN" && own.includes("|") ? [own, own.slice(own.lastIndexOf("|") + 1)] : [own];
  return {
    merchant: keyOf(line.merchantId),
    captureId: key("capture_id"),
    refundId: key("refund_id"),
    orderId: key("order_id"),
    reference1: key("merchant_reference1") || sharedReference(line, all),
    reference2: key("merchant_reference2"),
    own: parts.map(keyOf).filter((one) => one !== ""),
  };
}

/** What the other lines of the same Klarna order have, if those that have one agree. */
function sharedReference(line: AnyLine, all: readonly AnyLine[]): string {
  const orderId = keyOf(line.cells.get("order_id") ?? "");
  if (orderId === "") return "";
  const said = new Set<string>();
  for (const other of all) {
    if (keyOf(other.merchantId) !== keyOf(line.merchantId)) continue;
    if (keyOf(other.cells.get("order_id") ?? "") !== orderId) continue;
    const reference = keyOf(other.cells.get("merchant_reference1") ?? "");
    if (reference !== "") said.add(reference);
  }
  const [only = ""] = said;
  return said.size === 1 ? only : "";
}

/** A row of the shop's list. */
export interface AnyReceivable {
  readonly kind: string;
  readonly number: string;
  readonly cells: Cells;
}

export function receivableKeys(receivable: AnyReceivable, all: readonly AnyReceivable[]): ReceivableKeys {
  const own = ownKeys(receivable);
  if (
    receivable.kind !== "credit_note" ||
    own.orderNumber + own.orderId + own.captureId + own.refundId !== ""
  )
    return own;
  const credited = creditedInvoice(receivable, own.merchant, all);
  return credited ? { ...credited, merchant: own.merchant, number: own.number } : own;
}

function ownKeys({ kind, number, cells }: AnyReceivable): ReceivableKeys {
  const key = (name: string) => keyOf(cells.get(name) ?? "");
  return {
    merchant: key("merchant_id"),
    number: keyOf(number),
    orderNumber: key("order_number") || (kind === "order" ? keyOf(number) : ""),
    orderId: key("order_id"),
    captureId: key("capture_id"),
    refundId: key("refund_id"),
  };
}

/** One of the same merchant goes first; of several that fit none is taken. */
function creditedInvoice(
  note: AnyReceivable,
  merchant: string,
  all: readonly AnyReceivable[],
): ReceivableKeys | null {
  const credits = keyOf(note.cells.get("credits") ?? "");
  if (credits === "") return null;
  const invoices = all
    .filter(({ kind, number }) => kind === "invoice" && keyOf(number) === credits)
    .map(ownKeys)
    .filter((invoice) => invoice.merchant === merchant || invoice.merchant === "" || merchant === "");
  const ours = invoices.filter((invoice) => invoice.merchant === merchant);
  const fitting = ours.length > 0 ? ours : invoices;
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
