"use client";

import { TicketPage } from "@/components/tickets/ticket-page";
import { drawnFrom } from "./drawing";

export const TicketScreen = drawnFrom("/chamados/[number]", TicketPage);
