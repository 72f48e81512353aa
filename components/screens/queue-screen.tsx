"use client";

import { Queue } from "@/components/desk/queue";
import { CONTENT } from "@/lib/screens/places";
import { drawnFrom } from "./drawing";

export const QueueScreen = drawnFrom("/fila", CONTENT, Queue);
