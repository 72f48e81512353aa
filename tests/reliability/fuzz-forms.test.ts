import fc from "fast-check";
import { expect, it } from "vitest";
import { beginFilling } from "@/lib/catalog/beginning";
import { fillingProblems, sentFilling } from "@/lib/catalog/filling";
import { checkAnswers, describeAnswers, identifiersOf } from "@/lib/forms/answers";
import { evaluate } from "@/lib/forms/evaluate";
import type { FormDefinition } from "@/lib/forms/schema";
import { checkDefinition } from "@/lib/forms/soundness";
import { renderTitle } from "@/lib/forms/title";
import { fittingAnswers } from "../support/fitting";
import { anyAnswers, anyFiles, anyForm } from "../support/forms";
import { edits, spoil } from "../support/junk";

const RUNS = process.env.TEST_LONG ? 10_000 : 500;
const SUBJECT = "geral";
const today = "2026-11-21";

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");

/** The value as it arrives, by the way it comes: what cannot travel that way is nothing. */
function arrived(travel: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return travel(value);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === "[object Object]";

/** A form, and answers that fit it or do not, or both in one. */
const filled = fc
  .tuple(anyForm, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), anyAnswers, fc.nat(3))
  .map(([definition, dice, strange, mixture]) => {
    const fit = mixture === 0 ? {} : fittingAnswers(definition, dice);
    return { definition, answers: mixture === 3 ? fit : { ...fit, ...strange } };
  });

/** Everything that is made of stored answers. */
function readBack(definition: FormDefinition, answers: ReturnType<typeof evaluate>["answers"]): void {
  describeAnswers(definition, SUBJECT, answers);
  identifiersOf(definition, SUBJECT, answers);
  const title = "{service} - {subject} - {f0} {f1} - ({number})";
  renderTitle(title, { service: "Serviço", definition, subjectId: SUBJECT, number: 7, answers });
}

it("random submissions to random forms: read or refused with words, and what is kept can be read back", () => {
  let kept = 0;
  fc.assert(
    fc.property(filled, edits, anyFiles, ({ definition, answers }, changes, files) => {
      const sent = arrived(structuredClone, spoil({ ...answers }, changes));
      const raw = isRecord(sent) ? sent : {};
      const checked = checkAnswers(definition, SUBJECT, raw, files, { today });
      if (!checked.ok) {
        expect(checked.errors.map(({ message }) => message)).not.toContain("");
        return;
      }
      kept += 1;
      expect(asJson(checked.answers)).toEqual(checked.answers);
      expect(checkAnswers(definition, SUBJECT, checked.answers, files, { today })).toEqual(checked);
      readBack(definition, checked.answers);
    }),
    { numRuns: RUNS },
  );
  expect(kept).toBeGreaterThan(RUNS / 10);
});

it("a random draft read back into its form: browser and server judge what it sends alike", () => {
  const contact = { email: null, phone: null };
  let sound = 0;
  fc.assert(
    fc.property(filled, edits, ({ definition, answers }, changes) => {
      const content = arrived(
        asJson,
        spoil({ subjectId: SUBJECT, answers: { ...answers }, fieldFiles: {}, files: [] }, changes),
      );
      const draft = { content, files: [] };
      const { filling } = beginFilling({
        definition,
        contact,
        draft,
        institution: null,
        source: null,
        asked: null,
      });
      const problems = fillingProblems(definition, filling, today).filter(
        ({ name }) => !name.startsWith("contact"),
      );
      const sent = sentFilling(definition, filling);
      const checked = checkAnswers(definition, sent.subjectId, sent.answers, filling.fieldFiles, { today });
      expect(checked.ok).toBe(problems.length === 0);
      if (checked.ok) sound += 1;
    }),
    { numRuns: RUNS },
  );
  expect(sound).toBeGreaterThan(RUNS / 10);
});

it("a form that was tampered with is refused in words, or works", () => {
  let tampered = 0;
  fc.assert(
    fc.property(filled, edits, ({ definition: form, answers }, changes) => {
      const soundness = checkDefinition(arrived(asJson, spoil(structuredClone(form), changes)));
      if (!soundness.ok) {
        tampered += 1;
        expect(soundness.problems).not.toEqual([]);
        return;
      }
      const { definition } = soundness;
      expect(checkDefinition(asJson(definition))).toEqual(soundness);
      const { answers: read } = evaluate(definition, SUBJECT, answers);
      readBack(definition, read);
    }),
    { numRuns: RUNS },
  );
  expect(tampered).toBeGreaterThan(RUNS / 10);
});
