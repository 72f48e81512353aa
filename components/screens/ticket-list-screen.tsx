"use client";

import { TicketList } from "@/components/search/ticket-list";
import { CONTENT } from "@/lib/screens/places";
import { drawnFrom } from "./drawing";

export const TicketListScreen = drawnFrom("/chamados", CONTENT, TicketList);
