/** One call over fetch, with limits on everything: how long it may be silent, how long its answer is, where it may lead. */
import { errnoOf, isError, messageOf } from "../../errors.ts";

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData | undefined;
}

export interface Limits {
  /** Without a byte for so long, the other side is taken for dead; one that goes on sending is waited for. */
  readonly silentMs: number;
  readonly bytesMax: number;
}

export type Ended =
  | { readonly kind: "answered"; readonly status: number; readonly headers: Headers; readonly text: string }
  /** The call never reached the system: it may be made again. */
  | { readonly kind: "not_sent"; readonly why: string; readonly cause: unknown }
  /** It was sent, and what became of it is not known. */
  | { readonly kind: "lost"; readonly why: "silent" | "too_long" | "cut"; readonly cause: unknown };

/** Never throws, but for the caller's own signal. */
export async function request(call: Call, limits: Limits, signal: AbortSignal): Promise<Ended> {
  signal.throwIfAborted();
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), limits.silentMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), limits.silentMs);
  };
  try {
    const answer = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      // a redirection is never followed: it could lead elsewhere, with the token
      redirect: "manual",
      signal: AbortSignal.any([signal, silence.signal]),
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    heard();
    const text = await textOf(answer, limits.bytesMax, heard);
    if (text === null) return { kind: "lost", why: "too_long", cause: null };
    return { kind: "answered", status: answer.status, headers: answer.headers, text };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    if (silence.signal.aborted) return { kind: "lost", why: "silent", cause: thrown };
    const cause = isError(thrown) && thrown.cause !== undefined ? thrown.cause : thrown;
    const code = errnoOf(cause) ?? "";
    return NEVER_SENT.test(code)
      ? { kind: "not_sent", why: code, cause }
      : { kind: "lost", why: "cut", cause: messageOf(cause) };
  } finally {
    clearTimeout(timer);
  }
}

/** Before the first byte of a request goes out: the name, the connection, the certificate. */
const NEVER_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+)$/;

/** null: it is longer than allowed. */
async function textOf(answer: Response, bytesMax: number, heard: () => void): Promise<string | null> {
  if (answer.body === null) return "";
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of answer.body) {
    heard();
    bytes += chunk.byteLength;
    if (bytes > bytesMax) {
      await answer.body.cancel().catch(() => undefined);
      return null;
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
