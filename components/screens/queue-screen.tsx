"use client";

import { Queue } from "@/components/desk/queue";
import { drawnFrom } from "./drawing";

export const QueueScreen = drawnFrom("/fila", Queue);
