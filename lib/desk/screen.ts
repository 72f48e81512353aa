import "server-only";
import { staffDepartments } from "../actor";
import type { Screen } from "../screens/screen";
import { listQueue, queueDepartments } from "./queries";
import { readQueue } from "./schema";
import { type QueueView, queueView } from "./view";

/** The queue of the departments in which the person works. */
export const queueScreen: Screen<QueueView> = {
  route: "/fila",
  allows: (actor) => staffDepartments(actor).length > 0,
  async load(actor, { search }, now) {
    const departments = await queueDepartments(actor);
    const wanted = readQueue(search);
    const known = departments.some(({ slug }) => slug === wanted.department);
    const address = known ? wanted : { ...wanted, department: "" };
    const queue = await listQueue(actor, address, departments, now);
    return { title: "Fila", data: queueView(queue, address, departments, actor.userId, now) };
  },
};
