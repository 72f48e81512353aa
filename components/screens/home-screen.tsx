"use client";

import { Home } from "@/components/catalog/home";
import { drawnFrom } from "./drawing";

export const HomeScreen = drawnFrom("/", Home);
