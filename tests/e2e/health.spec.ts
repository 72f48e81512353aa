import { expect, test } from "@playwright/test";

test("the server says that it is well", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ status: "ok", database: "ok" });
});

test("alive and ready, without a word about what it runs on", async ({ request }) => {
  for (const [address, status] of [
    ["/api/health/live", "ok"],
    ["/api/health/ready", "ready"],
  ]) {
    const response = await request.get(String(address));
    expect([response.status(), await response.json()]).toEqual([200, { status }]);
  }
});
