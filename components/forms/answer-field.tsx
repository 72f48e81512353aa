"use client";

import { memo } from "react";
import { Message } from "@/components/ui/message";
import type { Field } from "@/lib/forms/schema";
import { ChoiceAnswer, ChoicesAnswer } from "./choice-answer";
import { DateAnswer } from "./date-answer";
import { FileAnswer } from "./file-answer";
import { LineAnswer, LongAnswer } from "./text-answer";

type Props = { field: Field; required: boolean; place: string };

/** One field of a service's form, of whatever type. */
export const AnswerField = memo(function AnswerField({ field, required, place }: Props) {
  switch (field.type) {
    case "info":
      return (
        <Message tone={field.tone === "warning" ? "warning" : "info"} title={field.label}>
          <p className="whitespace-pre-line">{field.text}</p>
          {field.help && <p className="mt-1 text-sm text-soft">{field.help}</p>}
        </Message>
      );
    case "file":
      return <FileAnswer field={field} required={required} place={place} />;
    case "long_text":
      return <LongAnswer field={field} required={required} />;
    case "date":
      return <DateAnswer field={field} required={required} />;
    case "choice":
    case "yes_no":
      return <ChoiceAnswer field={field} required={required} />;
    case "choices":
      return <ChoicesAnswer field={field} required={required} />;
    default:
      return <LineAnswer field={field} required={required} />;
  }
});
