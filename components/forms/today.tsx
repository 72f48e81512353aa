"use client";

import { createContext, type ReactNode, useContext } from "react";
import { dayIn } from "@/lib/dates";

const ZoneContext = createContext("America/Sao_Paulo");

/** The time zone of the service whose form stands inside. */
export function ServiceZone({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <ZoneContext value={timeZone}>{children}</ZoneContext>;
}

/** Gives the day it is where the service is, at the moment of asking. */
export function useToday(): () => string {
  const timeZone = useContext(ZoneContext);
  return () => dayIn(timeZone, new Date());
}
