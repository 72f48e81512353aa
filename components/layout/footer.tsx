"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Clock, Mail, MessageCircle, Phone, type Picture } from "@/components/ui/icons";
import { LogoMark } from "./logo";

/** How a department can be reached. */
export type ContactCard = {
  name: string;
  phone?: string | null;
  email?: string | null;
  hours?: string | null;
  /** Address of a message service, such as WhatsApp. */
  messaging?: string | null;
};

type FooterProps = { organisation: string; contact?: ContactCard[]; wide?: boolean };

/** The dark band at the bottom: who answers here and how to reach them. */
export function Footer({ organisation, contact = [], wide }: FooterProps) {
  return (
    <footer
      id="rodape"
      tabIndex={-1}
      className="mt-auto border-t border-footer-line bg-footer text-footer-ink [--focus:var(--focus-on-footer)] print:hidden"
    >
      <div
        className={clsx(
          wide ? "page-wide" : "page",
          "grid gap-x-12 gap-y-8 py-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,3fr)]",
        )}
      >
        <div>
          <p className="flex items-center gap-3 text-lg font-bold">
            <LogoMark negative className="size-9" />
            Guichê
          </p>
          <p className="mt-3 text-footer-soft">{organisation}</p>
        </div>
        {contact.length > 0 && (
          <section aria-labelledby="contatos">
            <h2 id="contatos" className="font-bold">
              Fale com quem atende
            </h2>
            <ul className="mt-4 grid gap-x-8 gap-y-6 sm:grid-cols-2">
              {contact.map((card) => (
                <li key={card.name} className="min-w-0">
                  <Contact card={card} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </footer>
  );
}

function Contact({ card }: { card: ContactCard }) {
  return (
    <>
      <h3 className="font-medium">{card.name}</h3>
      <ul className="mt-2 grid gap-1 text-sm text-footer-soft">
        {card.phone && (
          <Way Icon={Phone}>
            <a href={`tel:${card.phone.replaceAll(/[^\d+]/g, "")}`} className={way}>
              {card.phone}
            </a>
          </Way>
        )}
        {card.email && (
          <Way Icon={Mail}>
            <a href={`mailto:${card.email}`} className={way}>
              {card.email}
            </a>
          </Way>
        )}
        {card.messaging && (
          <Way Icon={MessageCircle}>
            <a href={card.messaging} className={way}>
              Conversar por mensagem
            </a>
          </Way>
        )}
        {card.hours && <Way Icon={Clock}>{card.hours}</Way>}
      </ul>
    </>
  );
}

const way = "min-w-0 py-0.5 break-words text-footer-ink underline underline-offset-4";

function Way({ Icon, children }: { Icon: Picture; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      <Icon className="mt-1 size-4" />
      {children}
    </li>
  );
}
