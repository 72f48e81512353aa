import { z } from "zod";
import { cleanText } from "../forms/text";
import { ratingSchema } from "../tickets/schema";

/** What is sent from a letter's link. */

const token = z.string().max(200);

export const linkRef = z.object({ token });

export const linkRefusal = z.object({
  token,
  reason: z
    .string()
    .overwrite(cleanText)
    .min(1, "Conte o que não foi resolvido. Sem isso a equipe não sabe como continuar.")
    .max(4000, "Escreva em até 4.000 letras, ou entre no portal para contar mais."),
});

export const linkRating = ratingSchema.omit({ number: true }).extend({ token });
