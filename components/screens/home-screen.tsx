"use client";

import { Home } from "@/components/catalog/home";
import { CONTENT } from "@/lib/screens/places";
import { drawnFrom } from "./drawing";

export const HomeScreen = drawnFrom("/", CONTENT, Home);
