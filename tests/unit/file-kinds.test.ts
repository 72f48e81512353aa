import { expect, it } from "vitest";
import { FILE_TYPES } from "@/lib/attachments/kinds";
import { FILE_KIND_TYPES } from "@/lib/forms/labels";

it("a form asks for no type of file that the portal would refuse", () => {
  expect(
    Object.values(FILE_KIND_TYPES)
      .flat()
      .filter((type) => !FILE_TYPES[type]),
  ).toEqual([]);
});
