import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Star } from "@/components/ui/icons";
import { Fieldset } from "./field";

/** What each number of stars means, from one to five. */
export const ratingWords = ["Péssimo", "Ruim", "Regular", "Bom", "Ótimo"] as const;

type StarInputProps = {
  id?: string;
  legend: ReactNode;
  help?: ReactNode;
  error?: string;
  legendHidden?: boolean;
  /** Spread on each radio: `name` and handlers, such as those of react-hook-form's `register`. */
  inputProps: ComponentProps<"input"> & { name: string };
  /** For use without a form library. */
  defaultValue?: number;
};

/** Five large stars that are radio buttons with words under them. */
export function StarInput({
  id,
  legend,
  help,
  error,
  legendHidden,
  inputProps,
  defaultValue,
}: StarInputProps) {
  return (
    <Fieldset id={id} legend={legend} help={help} error={error} legendHidden={legendHidden}>
      <div className="flex max-w-md justify-between">
        {ratingWords.map((word, place) => (
          <label
            key={word}
            className={clsx(
              "group relative grid min-w-14 grow basis-0 justify-items-center gap-1 rounded-md px-1 py-2 text-sm text-soft transition-colors hover:text-ink",
              "has-checked:font-bold has-checked:text-ink has-focus-visible:outline-3 has-focus-visible:outline-focus",
            )}
          >
            <input
              {...inputProps}
              type="radio"
              value={place + 1}
              defaultChecked={defaultValue === undefined ? undefined : defaultValue === place + 1}
              className="absolute inset-0 size-full cursor-pointer appearance-none rounded-md focus-visible:outline-none"
            />
            <Star
              aria-hidden="true"
              className={clsx(
                "size-10 [stroke-width:1.5] fill-transparent text-line-strong transition-colors group-hover:text-star",
                "group-has-checked:fill-star group-has-checked:text-star",
                // every star before the chosen one
                "[label:has(~label_input:checked)_&]:fill-star [label:has(~label_input:checked)_&]:text-star",
              )}
            />
            <span>
              <span className="sr-only">{place === 0 ? "1 estrela, " : `${place + 1} estrelas, `}</span>
              {word}
            </span>
          </label>
        ))}
      </div>
    </Fieldset>
  );
}

/** A rating that was given: stars, and the same in words for those who do not see them. */
export function Stars({ value, className }: { value: number; className?: string }) {
  const full = Math.round(value);
  return (
    <span className={clsx("inline-flex items-center gap-0.5", className)}>
      <span className="sr-only">{String(Math.round(value * 10) / 10).replace(".", ",")} de 5 estrelas</span>
      {ratingWords.map((word, place) => (
        <Star
          key={word}
          aria-hidden="true"
          className={clsx(
            "size-[1.125em] [stroke-width:1.5]",
            place < full ? "fill-star text-star" : "fill-transparent text-line-strong",
          )}
        />
      ))}
    </span>
  );
}
