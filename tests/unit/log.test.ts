import { expect, test, vi } from "vitest";
import { describeError, log, logPrintedErrors } from "@/lib/log";

test("a logged error tells what happened, without the values of the row or the query", () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "users_cpf"'), {
    code: "23505",
    constraint: "users_cpf",
    detail: "Key (cpf)=(52998224725) already exists.",
  });
  const failed = Object.assign(new Error("Failed query: insert into users\nparams: 52998224725", { cause }), {
    query: "insert into users",
    params: ["52998224725"],
  });
  const written = JSON.stringify(describeError(failed));
  expect(written).not.toContain("52998224725");
  expect(written).toContain("users_cpf");
  expect(describeError(failed).cause?.code).toBe("23505");
});

test("a CPF inside a message is masked", () => {
  expect(describeError(new Error("no account for 529.982.247-25")).message).toBe("no account for ***");
});

test("what a framework prints of a failed page goes through the log, with the code the person saw", () => {
  const written = vi.spyOn(log, "error").mockImplementation(() => {});
  const target = { error: () => {} };
  logPrintedErrors(target);
  const failed = Object.assign(new Error("Failed query: select 1\nparams: 52998224725"), {
    query: "select 1",
    params: ["52998224725"],
    digest: "2051465295",
  });
  Reflect.apply(target.error, target, ["⨯", failed]);
  Reflect.apply(target.error, target, ["no page for 529.982.247-25", { params: ["52998224725"] }]);
  expect(written.mock.calls).toEqual([
    [{ err: failed }, "page failed"],
    [{ err: undefined }, "no page for ***"],
  ]);
  expect(describeError(failed)).toMatchObject({ digest: "2051465295", message: "Failed query: select 1" });
  written.mockRestore();
});
