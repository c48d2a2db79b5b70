/**
 * SIE files by mail, to an accounting program that takes them in or a person who does. Its letters are rows of the outbox, which
 * src/pipeline composes and sends; here it is asked whether they can be sent.
 */
import { openMailer } from "../../mail/send.ts";
import { DEFAULT_SETTINGS } from "../../config/settings.ts";
import { ToldError, messageOf } from "../../errors.ts";
import { verbatim } from "../../message.ts";
import type { Connector, ConnectorFinding, System } from "../connector.ts";
import { findingOf } from "../check.ts";
import { ConnectorFault } from "../fault.ts";
import { messages } from "./messages.ts";

const ANSWER_WITHIN_MS = 10_000;

export const mail: System = {
  name: "mail",
  title: messages.title.en,

  open({ settings, folder: home, letters = { smtpUrl: null, folder: home }, log }): Connector | null {
    const own = settings.connectors.mail;
    if (own === undefined) return null;
    const system = messages.title.en;
    return {
      name: "mail",
      title: system,

      async check(): Promise<readonly ConnectorFinding[]> {
        if (!settings.targets.includes("mail"))
          return [{ state: "attention", says: messages.noTarget(own.to), todo: messages.addTarget }];
        const { smtpUrl, folder } = letters;
        if (smtpUrl === null)
          return [
            {
              state: "attention",
              says: messages.keptAsFiles({ to: own.to, folder }),
              todo: messages.setServer,
            },
          ];
        try {
          await openMailer({ smtpUrl, folder, log, deadlineMs: ANSWER_WITHIN_MS }).check();
        } catch (thrown) {
          return [
            thrown instanceof ToldError
              ? { state: "broken", says: thrown.problem, todo: thrown.todo }
              : findingOf(new ConnectorFault({ system, kind: "busy", says: verbatim(messageOf(thrown)) })),
          ];
        }
        const { from } = settings.mail;
        if (from === DEFAULT_SETTINGS.mail.from)
          return [{ state: "attention", says: messages.noSender(from), todo: messages.setSender }];
        return [{ state: "works", says: messages.works({ to: own.to, from }), todo: null }];
      },
    };
  },
};
