import { z } from "zod";
import { cleanText } from "../forms/text";

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

export const linkRating = z.object({
  token,
  stars: z.coerce
    .number<number | string | null | undefined>("Escolha de 1 a 5 estrelas.")
    .int("Escolha de 1 a 5 estrelas.")
    .min(1, "Escolha de 1 a 5 estrelas.")
    .max(5, "Escolha de 1 a 5 estrelas."),
  comment: z
    .string()
    .overwrite(cleanText)
    .max(2000, "Escreva o comentário em até 2.000 letras.")
    .transform((text) => text || null),
});
