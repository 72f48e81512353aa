import { z } from "zod";

/** What the administration sends about letters that did not go out or did not arrive. */

export const letterRef = z.object({ letterId: z.uuid() });
export const addressRef = z.object({
  address: z
    .string()
    .trim()
    .toLowerCase()
    .min(3)
    .max(320)
    .regex(/^[^\s\0]+$/, "Este endereço não existe."),
});
