"use client";

import { TicketList } from "@/components/search/ticket-list";
import { drawnFrom } from "./drawing";

export const TicketListScreen = drawnFrom("/chamados", TicketList);
