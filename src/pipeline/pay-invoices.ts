/**
 * Pays the invoices of one voucher in an outside customer ledger. Each payment is a row before the ledger is called, with the payments
 * that the ledger had then; so one whose answer was lost is found, and none is made twice. What one invoice cannot take stops no other.
 */
import { messages } from "./messages.ts";
import type { AppContext } from "../app.ts";
import {
  dropBoth,
  isPayingNow,
  isPaymentOfOurs,
  markBooked,
  markGone,
  markRefused,
  markRegistered,
  markSent,
  markTakenBack,
  markUnsent,
  paymentsOf,
  paymentTakenBack,
  planPayments,
  reopenPayments,
  type PaymentRow,
} from "../books/invoice-payments.ts";
import type { PostingRow } from "../books/postings.ts";
import { AnswerLost, ConnectorFault } from "../connectors/fault.ts";
import type { InvoicePayment, InvoiceSeen, PaymentTarget } from "../delivery/payment-target.ts";
import type { Delivery } from "../delivery/target.ts";
import { inEach, type Message } from "../message.ts";
import { absolute, showMinor } from "../money.ts";

/** One trouble after the other is of no use to a person: the first are named, all are counted. */
const NAMED_MAX = 10;

/** Throws a ConnectorFault where the ledger as a whole cannot be used now: what was done until then is kept. */
export async function payInvoices(
  app: AppContext,
  posting: PostingRow,
  target: PaymentTarget,
  signal: AbortSignal,
): Promise<Delivery> {
  const { books } = app;
  await planPayments(books, posting.id, posting.voucherId);
  await reopenPayments(books, posting.id);
  const paying = new Paying(app, posting, target, signal);
  for (const payment of await paymentsOf(books, posting.id)) {
    signal.throwIfAborted();
    await paying.see(payment);
  }
  return paying.end();
}

/** "told": a person must act, and the row says so already. */
type End = "done" | "unsure" | "told";

/** The payments of one delivery, one after the other. */
class Paying {
  readonly #app: AppContext;
  readonly #posting: PostingRow;
  readonly #target: PaymentTarget;
  readonly #signal: AbortSignal;
  #done = 0;
  #unsure = 0;
  readonly #refused: Message[] = [];

  constructor(app: AppContext, posting: PostingRow, target: PaymentTarget, signal: AbortSignal) {
    this.#app = app;
    this.#posting = posting;
    this.#target = target;
    this.#signal = signal;
  }

  async see(payment: PaymentRow): Promise<void> {
    try {
      const end = isTakenBack(payment) ? await this.#takeBack(payment) : await this.#pay(payment);
      if (end === "unsure") this.#unsure++;
      else if (end === "done") this.#done++;
      else if (end !== "told") await this.#refuse(payment, end);
    } catch (thrown) {
      if (thrown instanceof AnswerLost) this.#unsure++;
      else if (thrown instanceof ConnectorFault && thrown.kind === "data")
        await this.#refuse(payment, both(thrown.problem, thrown.todo));
      else throw thrown;
    }
  }

  end(): Delivery {
    const count = this.#done;
    if (this.#refused.length > 0) {
      const all = this.#refused.length;
      const words = inEach((language) =>
        this.#refused
          .slice(0, NAMED_MAX)
          .map((one) => one[language])
          .join("\n"),
      );
      return {
        kind: "refused",
        problem: messages.paymentsRefused({
          refused: all,
          of: all + count + this.#unsure,
          sv: words.sv,
          en: words.en,
        }),
        remedy: messages.retryPayments(`posting:${this.#posting.id}`),
      };
    }
    if (this.#unsure > 0)
      return { kind: "unsure", cause: new Error(`${this.#unsure} payments without an answer`) };
    const reference = messages.paymentsMade(count)[this.#app.workspace.settings.language];
    return { kind: "delivered", reference, rates: [] };
  }

  async #refuse(payment: PaymentRow, words: Message): Promise<void> {
    if (await markRefused(this.#app.books, payment, words)) this.#refused.push(words);
    else this.#unsure++; // another worker goes on with it
  }

  /** How it ended, or why a person must act. */
  async #pay(payment: PaymentRow): Promise<End | Message> {
    const { books, clock } = this.#app;
    if (payment.state === "dropped" || payment.state === "booked") return "done";
    if (payment.state === "registered" && payment.reference !== null)
      return this.#book(payment, payment.reference, payment.doneAt);
    const asked = this.#asked(payment);
    // right before it is paid: what was open last night may be paid since
    const seen = await this.#target.look(asked, this.#signal);
    // one of another voucher that is under way may be among those that the ledger shows, and is not to be taken for a stranger's
    const since = new Date(clock.now().getTime() - this.#target.readLagMs);
    if (await isPayingNow(books, payment, since)) return "unsure";
    const sentBefore = payment.state === "sent" ? payment.sentAt : null;
    if (sentBefore !== null) {
      const [found, ...others] = await this.#ownAmong(seen, payment);
      if (others.length > 0) return messages.severalPayments({ number: payment.number });
      if (found !== undefined) {
        await markRegistered(books, payment.id, found, clock.now());
        return this.#book(payment, found, null);
      }
      if (clock.now().getTime() - sentBefore.getTime() < this.#target.readLagMs) return "unsure";
    }
    const obstacle = await this.#obstacleTo(asked, seen);
    if (obstacle !== null) return obstacle;
    const known = seen.payments.map(({ number }) => number);
    if (!(await markSent(books, payment.id, { known, sentBefore, at: clock.now() }))) return "unsure";
    const number = await this.#made(payment, asked, seen);
    await markRegistered(books, payment.id, number, clock.now());
    return this.#book(payment, number, null);
  }

  async #made(payment: PaymentRow, asked: InvoicePayment, seen: InvoiceSeen): Promise<string> {
    try {
      return await this.#target.pay(asked, seen, this.#signal);
    } catch (thrown) {
      if (thrown instanceof ConnectorFault) await markUnsent(this.#app.books, payment.id);
      throw thrown;
    }
  }

  /** `madeAt`: when it was made; null: just now, so that the ledger need not show it yet. */
  async #book(payment: PaymentRow, reference: string, madeAt: Date | null): Promise<End | Message> {
    const { books, clock } = this.#app;
    if (!this.#target.isBooked) return "done";
    if ((await this.#target.book(reference, this.#signal)) === "booked") {
      await markBooked(books, payment.id, reference, clock.now());
      return "done";
    }
    if (madeAt === null || clock.now().getTime() - madeAt.getTime() < this.#target.readLagMs) return "unsure";
    const words = messages.paymentGone({ number: payment.number, payment: reference });
    await markGone(books, payment.id, words);
    this.#refused.push(words);
    return "told";
  }

  /** What the call without an answer may have made: it was not there before, is of the same amount, and is no other of ours. */
  async #ownAmong(seen: InvoiceSeen, payment: PaymentRow): Promise<readonly string[]> {
    const fresh: string[] = [];
    for (const { number, amount } of seen.payments) {
      if (payment.known.includes(number) || amount !== payment.amount) continue;
      if (!(await isPaymentOfOurs(this.#app.books, this.#target.name, number))) fresh.push(number);
    }
    return fresh;
  }

  /** Why the invoice is not paid as it is: told, and never paid again or past its balance. */
  async #obstacleTo(asked: InvoicePayment, seen: InvoiceSeen): Promise<Message | null> {
    if (seen.obstacle !== null) return both(seen.obstacle.problem, seen.obstacle.remedy);
    const strangers = [];
    for (const one of seen.payments)
      if (!(await isPaymentOfOurs(this.#app.books, this.#target.name, one.number))) strangers.push(one);
    const { number, currency } = asked;
    const waiting = strangers.find(({ isBooked }) => !isBooked);
    if (waiting !== undefined)
      return messages.paymentWaits({
        number,
        amount: showMinor(waiting.amount, currency),
        payment: waiting.number,
        source: waiting.source,
      });
    // ours that are not booked may not be off the balance yet
    const isSameSide = seen.open === 0n || seen.open > 0n === asked.amount > 0n;
    if (isSameSide && absolute(seen.open) >= absolute(asked.amount)) return null;
    const [stranger] = strangers;
    return messages.openIsLess({
      number,
      wanted: showMinor(asked.amount, currency),
      open: showMinor(seen.open, currency),
      by: stranger === undefined ? "" : `${stranger.number} (${stranger.source})`,
    });
  }

  /** A decision was taken back: its payment goes, if the ledger still lets it. */
  async #takeBack(payment: PaymentRow): Promise<End | Message> {
    const { books, clock } = this.#app;
    if (payment.state === "dropped") return "done";
    const other = await paymentTakenBack(books, payment, this.#target.name);
    const amount = showMinor(absolute(payment.amount), payment.currency);
    if (other === null) return messages.takeBackByHand({ number: payment.number, amount });
    if (other.state === "pending" || other.state === "refused")
      return (await dropBoth(books, payment.id, other.id, clock.now())) ? "done" : "unsure";
    if (other.reference === null) return "unsure";
    if ((await this.#target.takeAway(other.reference, this.#signal)) === "booked")
      return messages.takeBackBooked({ number: payment.number, amount, payment: other.reference });
    await markTakenBack(books, payment.id, other.id, clock.now());
    return "done";
  }

  #asked({ kind, number, amount, currency }: PaymentRow): InvoicePayment {
    return { kind, number, amount, currency, date: this.#posting.date };
  }
}

/** A payment of an invoice is above zero, one of a credit note below. */
function isTakenBack({ kind, amount }: PaymentRow): boolean {
  return (kind === "invoice") !== amount > 0n;
}

function both(problem: Message, remedy: Message): Message {
  return inEach((language) => `${problem[language]} ${remedy[language]}`);
}
