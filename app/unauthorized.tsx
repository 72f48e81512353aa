"use client";

// Every page carries this boundary with it: ours is a reference, the framework's own would be sent as a whole page.
export { default } from "./forbidden";
