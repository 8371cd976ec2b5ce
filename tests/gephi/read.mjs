// Says as JSON what Gephi Lite's parser reads in a GEXF file: node read.mjs FILE
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";

const read = gexf.parse(Graph, readFileSync(process.argv[2], "utf8"));
console.log(
  JSON.stringify({
    type: read.type,
    multi: read.multi,
    nodes: read.mapNodes((id, { label }) => [id, label]),
    links: read.mapEdges((id, { label }, from, to) => [id, label, from, to]),
  }),
);
