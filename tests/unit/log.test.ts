import { expect, test } from "vitest";
import { describeError } from "@/lib/log";

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
