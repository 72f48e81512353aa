/** The same JSON, whatever the order of keys: the database keeps them in an order of its own. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = present(one);
  return keys.length === present(other).length && keys.every((key) => sameJson(one[key], other[key]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is undefined does not travel. */
const present = (record: Record<string, unknown>) =>
  Object.keys(record).filter((key) => record[key] !== undefined);
