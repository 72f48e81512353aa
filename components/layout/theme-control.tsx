"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { Radio } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";
import { ChevronDown, Contrast } from "@/components/ui/icons";
import { useDisclosure } from "@/components/ui/menu";
import { type Theme, themeCookie } from "@/lib/theme";
import { keepTheme } from "./theme";

const choices: { theme: Theme; label: string; help?: string }[] = [
  { theme: "system", label: "Automática", help: "Igual à do seu aparelho" },
  { theme: "light", label: "Clara" },
  { theme: "dark", label: "Escura" },
  { theme: "contrast", label: "Alto contraste" },
];

const PANEL = "aparencia";

type ThemeControlProps = {
  theme: Theme;
  /** Inside the menu of a narrow screen: a full line that unfolds in place. */
  folded?: boolean;
};

/** The small button with the choice of colours; it takes effect at once and is kept for a year. */
export function ThemeControl({ theme, folded = false }: ThemeControlProps) {
  const [chosen, setChosen] = useState(theme);
  const { open, boxProps, buttonProps } = useDisclosure<HTMLDivElement>(PANEL);

  return (
    <div {...boxProps} className="relative print:hidden">
      <button
        {...buttonProps}
        className={clsx(
          "flex min-h-10 items-center gap-2 rounded-full px-2.5 font-medium text-masthead-ink hover:bg-surface-hover max-lg:min-h-11",
          folded && "max-lg:w-full max-lg:gap-4",
        )}
      >
        <Contrast aria-hidden="true" className="size-5" />
        <span className={folded ? "lg:sr-only" : "max-sm:sr-only"}>Aparência</span>
        {folded && <ChevronDown aria-hidden="true" className="ml-auto size-4 lg:hidden" />}
      </button>
      <div
        id={PANEL}
        hidden={!open}
        className={clsx(
          "z-40 rounded-md border-line bg-surface-raised px-4 pt-3 pb-2 text-ink not-[[hidden]]:animate-appear",
          folded
            ? "lg:absolute lg:top-full lg:right-0 lg:mt-2 lg:w-64 lg:border lg:shadow-float"
            : "absolute top-full right-0 mt-2 w-64 border shadow-float",
        )}
      >
        {/* The guest's is drawn whole: the login page opens it without React (decision 0015). */}
        {(open || !folded) && (
          <Fieldset legend={<span className={clsx(folded && "max-lg:sr-only")}>Aparência</span>}>
            <div>
              {choices.map((choice) => (
                <Radio
                  key={choice.theme}
                  name={themeCookie}
                  value={choice.theme}
                  label={choice.label}
                  help={choice.help}
                  checked={chosen === choice.theme}
                  onChange={() => {
                    setChosen(choice.theme);
                    keepTheme(choice.theme);
                  }}
                />
              ))}
            </div>
          </Fieldset>
        )}
      </div>
    </div>
  );
}
