"use client";

import { Masthead } from "@/components/layout/masthead";
import { MASTHEAD } from "@/lib/screens/places";
import { drawnFrom } from "./drawing";

export const MastheadScreen = drawnFrom(MASTHEAD, Masthead);
