/** Who lives in the measured database, and under which ids. */

export const PASSWORD = "guiche-bench";
export const REQUESTERS = 2_000;
export const TECHNICIANS = 40;
export const DEPARTMENTS = ["Receita", "Trânsito", "Planejamento", "Cidadania"];
export const SERVICES = 16;

/** Requesters and technicians, so many of each, as whom pages are asked for. */
export const MEASURED = 12;
/** Tickets that each of them opened, or attends, however many there are in all. */
export const OWN_TICKETS = 60;

/** Ids with the shape and order of the product's own, told apart by what they name. */
export const idOf = (kind: number, index: number) =>
  `019${kind.toString(16).padStart(5, "0")}-${(index >>> 16).toString(16).padStart(4, "0")}-7000-8000-${(index & 0xffff).toString(16).padStart(12, "0")}`;

export const KINDS = {
  user: 1,
  department: 2,
  service: 3,
  form: 4,
  profile: 5,
  category: 6,
  ticket: 16,
  event: 17,
  message: 18,
  other: 19,
  key: 20,
  rating: 21,
} as const;

export const requesterId = (index: number) => idOf(KINDS.user, index);
export const technicianId = (index: number) => idOf(KINDS.user, REQUESTERS + index);
export const departmentId = (index: number) => idOf(KINDS.department, index);

/** Places of the measured people among all requesters; among technicians they are the first. */
export const MEASURED_REQUESTERS = Array.from({ length: MEASURED }, (_, who) => who * 7);

/** A CPF with right check digits out of a running number (Receita Federal, modulo 11). */
export function cpfOf(index: number): string {
  const digits = Array.from(String(100_000_000 + index * 37), Number);
  for (const first of [10, 11]) {
    const sum = digits.reduce((total, digit, at) => total + digit * (first - at), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join("");
}

const LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
/** A plate of its own for each ticket, in the newer spelling. */
export function plateOf(index: number): string {
  const letter = (n: number) => LETTERS[n % LETTERS.length];
  const digit = (place: number) => Math.floor(index / 10 ** place) % 10;
  const rest = Math.floor(index / 10_000);
  const letters = `${letter(Math.floor(rest / 529))}${letter(Math.floor(rest / 23))}${letter(rest)}`;
  return `${letters}${digit(3)}${"ABCDEFGHIJ"[digit(2)]}${digit(1)}${digit(0)}`;
}
