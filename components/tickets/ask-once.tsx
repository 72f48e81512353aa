"use client";

import { Button, type ButtonVariant } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { SpokenVerb } from "./acts";

/** Something asked once more before an act, in words, with the acts to choose from. */
export interface Question {
  title: string;
  text: string;
  choices: { verb: SpokenVerb; label: string; variant: ButtonVariant }[];
}

type AskOnceProps = {
  question: Question;
  onClose: () => void;
  onChoose: (verb: SpokenVerb) => void;
};

/** The question, over the page; closing it leaves the text as it was. */
export function AskOnce({ question, onClose, onChoose }: AskOnceProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={question.title}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Voltar ao texto
          </Button>
          {question.choices.map((choice) => (
            <Button key={choice.verb} variant={choice.variant} onClick={() => onChoose(choice.verb)}>
              {choice.label}
            </Button>
          ))}
        </>
      }
    >
      <p>{question.text}</p>
    </Dialog>
  );
}
