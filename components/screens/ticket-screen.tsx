"use client";

import { TicketPage } from "@/components/tickets/ticket-page";
import { CONTENT } from "@/lib/screens/places";
import { drawnFrom } from "./drawing";

export const TicketScreen = drawnFrom("/chamados/[number]", CONTENT, TicketPage);
