// Between two marks, or among those of one, stands one bundle with all their links.

let ties = [];
let most = 1; // links in one bundle

/** Every link between what is drawn, in the one bundle of its two marks. */
function gatherTies() {
  const place = new Map(marks.map((mark, index) => [mark, index]));
  const found = new Map();
  links.forEach((link, index) => {
    const pair = [markOf.get(link.tail), markOf.get(link.head)];
    if (!pair[0] || !pair[1]) return;
    pair.sort((one, other) => place.get(one) - place.get(other));
    const key = pair.map((mark) => mark.key).join("|");
    if (!found.has(key)) found.set(key, { key, one: pair[0], other: pair[1], numbers: [] });
    found.get(key).numbers.push(index + 1);
  });
  ties = [...found.values()];
  most = Math.max(1, ...ties.map(({ numbers }) => numbers.length));
}

const wordsOf = (mark) => mark.words ?? mark.label;
function tieName({ one, other, numbers }) {
  const ends = one === other ? `Among ${wordsOf(one)}` : `${wordsOf(one)} and ${wordsOf(other)}`;
  return `${ends}: ${plural(numbers.length, "link")}`;
}
