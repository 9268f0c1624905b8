// How a cabinet's compartments stand side by side, out of their order in the plan and the heights of their lower edges.

// The columns from left to right, each from top to bottom. The plan goes down one column (or up it) after the other: a
// column ends where the heights turn back.
export function columns(compartments) {
  const found = [];
  let way = 0;
  for (const each of compartments) {
    const column = found.at(-1);
    const step = column ? Math.sign(each.height_mm - column.at(-1).height_mm) : 0;
    if (!column || step === 0 || (way !== 0 && step !== way)) {
      found.push([each]);
      way = found.length > 1 ? way : 0;
    } else {
      column.push(each);
      way = step;
    }
  }
  return found.map((column) => [...column].sort((one, other) => other.height_mm - one.height_mm));
}
