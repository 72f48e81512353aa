import type { PendingType } from "@/db/enums";
import type { UserActor } from "../actor";
import { HOUR } from "../dates";
import { fromPlainText } from "../richtext/document";
import { addFollowUp } from "../tickets/mutations/add-follow-up";
import { addNote } from "../tickets/mutations/add-note";
import { addReply } from "../tickets/mutations/add-reply";
import { approveAnalysis } from "../tickets/mutations/approve-analysis";
import { approveSolution } from "../tickets/mutations/approve-solution";
import { cancelTicket } from "../tickets/mutations/cancel-ticket";
import { openTicket } from "../tickets/mutations/open-ticket";
import { proposeSolution } from "../tickets/mutations/propose-solution";
import { rateTicket } from "../tickets/mutations/rate-ticket";
import { refuseSolution } from "../tickets/mutations/refuse-solution";
import { rejectAnalysis } from "../tickets/mutations/reject-analysis";
import { reopenTicket } from "../tickets/mutations/reopen-ticket";
import { setPending } from "../tickets/mutations/set-pending";
import { startAnalysis } from "../tickets/mutations/start-analysis";
import { takeTicket } from "../tickets/mutations/take-ticket";
import type { DemoCase } from "./catalog";
import type { Chance } from "./chance";
import { COMMENTS, NOTES, REJECTIONS } from "./crowd";
import { wakingHour, workingHour } from "./hours";
import { sendPaper } from "./papers";
import type { SeededService } from "./world";

/** A ticket under way in the chronicle: its number is known once it was opened. */
export interface Told {
  number: number;
  id: string;
}

/** One act at its time. */
export interface Act {
  at: Date;
  /** The ticket of the chronicle it belongs to. */
  ticket: Told;
  play: (now: Date) => Promise<unknown>;
}

export interface Cast {
  service: SeededService;
  requester: UserActor;
  attendant: UserActor;
  /** Finds the id of a ticket just opened. */
  idOf: (number: number) => Promise<string>;
}

/** Writes the life of one ticket, act by act; what lies after `until` has not happened yet. */
export function chronicle(chance: Chance, cast: Cast, openedAt: Date, until: Date): Act[] {
  const story = new Story(chance, cast, openedAt);
  story.write();
  return story.acts.filter((act) => act.at < until);
}

/** A ticket that waits for its requester: opened, taken and asked about, a little before `until`. */
export function unanswered(chance: Chance, cast: Cast, openedAt: Date, until: Date): Act[] {
  const story = new Story(chance, cast, openedAt);
  story.askAndWait();
  return story.acts.filter((act) => act.at < until);
}

class Story {
  readonly acts: Act[] = [];
  private readonly ticket: Told = { number: 0, id: "" };
  private readonly told: DemoCase;
  private at: Date;

  constructor(
    private readonly chance: Chance,
    private readonly cast: Cast,
    openedAt: Date,
  ) {
    this.told = chance.pick(cast.service.cases);
    this.at = openedAt;
  }

  write(): void {
    this.open();
    if (this.chance.often(0.03)) {
      this.cancel();
      return;
    }
    if (this.cast.service.analysis) {
      if (!this.review()) return;
    } else {
      this.staff(0.5, 20, (now) => takeTicket(this.cast.attendant, this.ref(), now));
    }
    if (this.chance.often(0.2)) this.note();
    if (this.chance.often(0.45) && !this.ask()) return;
    this.solve();
  }

  askAndWait(): void {
    this.open();
    this.staff(0.5, 6, (now) => takeTicket(this.cast.attendant, this.ref(), now));
    this.question();
    this.await();
  }

  private open(): void {
    const { service, requester, idOf } = this.cast;
    const submissionKey = this.chance.uuid();
    const attaches = this.chance.often(0.25);
    this.push(async (now) => {
      const place = `service:${service.id}`;
      const files = attaches
        ? [await sendPaper(requester, place, { name: "tela-do-erro.png", kind: "screen" }, now)]
        : [];
      const { number } = await openTicket(
        requester,
        {
          serviceId: service.id,
          formVersionId: service.formVersionId,
          subjectId: this.told.subject,
          answers: this.told.answers,
          fieldFiles: {},
          files,
          contactEmail: null,
          contactPhone: null,
          locality: null,
          submissionKey,
          continues: null,
        },
        now,
      );
      this.ticket.number = number;
      this.ticket.id = await idOf(number);
    });
  }

  private cancel(): void {
    this.person(1, 6, (now) => cancelTicket(this.cast.requester, this.ref(), now));
  }

  /** The analysis; false when the request ends there. */
  private review(): boolean {
    const { attendant } = this.cast;
    this.staff(1, 30, (now) => startAnalysis(attendant, this.ref(), now));
    if (this.chance.often(0.2)) {
      const reason = this.chance.pick(REJECTIONS);
      this.staff(2, 20, (now) => rejectAnalysis(attendant, this.says(reason), now));
      return false;
    }
    this.staff(2, 40, (now) =>
      approveAnalysis(attendant, { ...this.ref(), assigneeId: attendant.userId }, now),
    );
    return true;
  }

  private note(): void {
    const text = this.chance.pick(NOTES);
    this.staff(0.2, 3, (now) => addNote(this.cast.attendant, this.says(text), now));
  }

  /** A question, and its answer; false when silence ended the ticket. */
  private ask(): boolean {
    const { attendant, requester } = this.cast;
    this.question();
    if (this.chance.often(0.25)) {
      const [type, reason]: [PendingType, string] = this.chance.often(0.5)
        ? ["third_party", "Consulta à área de cadastro"]
        : ["team", "Correção em preparação"];
      this.staff(0.1, 1, (now) => setPending(attendant, { ...this.ref(), type, reason }, now));
      this.at = new Date(this.at.getTime() + this.chance.between(6, 60) * HOUR);
      return true;
    }
    this.await();
    if (this.chance.often(0.1)) {
      // The clock ends it.
      return false;
    }
    const attaches = this.chance.often(0.4);
    this.person(1, 90, async (now) => {
      const place = `ticket:${this.ticket.id}:reply`;
      const paper = {
        name: "comprovante.pdf",
        kind: "pdf" as const,
        text: `Comprovante - chamado ${this.ticket.number}`,
      };
      const files = attaches ? [await sendPaper(requester, place, paper, now)] : [];
      await addReply(requester, { ...this.says(this.told.reply), files }, now);
    });
    return true;
  }

  private question(): void {
    this.staff(0.5, 12, (now) => addFollowUp(this.cast.attendant, this.says(this.told.question), now));
  }

  private await(): void {
    const wait = { type: "requester", reason: "Falta uma informação sua" } as const;
    this.staff(0.05, 0.2, (now) => setPending(this.cast.attendant, { ...this.ref(), ...wait }, now));
  }

  private solve(): void {
    this.propose(this.told.solution);
    if (this.chance.often(0.12)) return;
    if (this.chance.often(0.15)) {
      this.person(1, 48, (now) => refuseSolution(this.cast.requester, this.says(this.told.refusal), now));
      this.propose(`Vimos o que faltava e corrigimos. ${this.told.solution}`);
    }
    this.approve();
    const window = this.cast.service.reopenWindowDays ?? 5;
    if (window === 0) return;
    if (this.chance.often(0.05)) {
      this.person(5, 70, (now) =>
        reopenTicket(this.cast.requester, this.says("O problema voltou hoje cedo."), now),
      );
      this.propose("Encontramos a causa que restava e ela foi corrigida.");
      this.approve();
    }
  }

  private propose(text: string): void {
    const { attendant } = this.cast;
    this.staff(1, 40, (now) => proposeSolution(attendant, this.says(text), now));
  }

  private approve(): void {
    const { requester } = this.cast;
    this.person(0.5, 80, (now) => approveSolution(requester, { ...this.ref(), body: null, files: [] }, now));
    if (!this.chance.often(0.65)) return;
    const stars = this.chance.pick([5, 5, 5, 5, 4, 4, 4, 3, 2, 1]);
    const comment = this.chance.often(0.6) ? this.chance.pick(COMMENTS[stars] ?? []) : null;
    const at = new Date(this.at.getTime() + 2 * 60_000);
    this.acts.push({
      at,
      ticket: this.ticket,
      play: (now) => rateTicket(requester, { ...this.ref(), stars, comment }, now),
    });
  }

  private ref() {
    return { number: this.ticket.number };
  }

  private says(text: string) {
    return { ...this.ref(), body: fromPlainText(text), files: [] };
  }

  /** Somebody of the team acts some working hours later. */
  private staff(low: number, high: number, play: Act["play"]): void {
    this.at = workingHour(new Date(this.at.getTime() + this.chance.between(low, high) * HOUR), this.chance);
    this.push(play);
  }

  /** The requester acts some hours later, awake. */
  private person(low: number, high: number, play: Act["play"]): void {
    this.at = wakingHour(new Date(this.at.getTime() + this.chance.between(low, high) * HOUR), this.chance);
    this.push(play);
  }

  private push(play: Act["play"]): void {
    this.acts.push({ at: this.at, ticket: this.ticket, play });
  }
}
