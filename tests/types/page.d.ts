// What the parts of the page give each other: see page.js, and the part that each line names.
type Id = string;
type Numbers = Set<number>;

interface MapNode { label: string; title: string; kind: string | null; from: number; to: number }
interface MapLink {
  tail: Id; head: Id; rank: number; standing: string; opening: string;
  label: string; inverse: string; family: string; from: number; to: number;
}
interface Connection { body: Id; numbers: number[] }

interface Lit { nodes: Set<Id>; links: Numbers }
interface Chosen extends Lit {
  sort: "entry" | "answer" | "group" | "path" | "stops" | "tour";
  asked?: boolean; title: string; address: Record<string, string>;
  id?: Id; pair?: Id[]; summary?: string; routes?: [string, number][][]; element?: any; count?: number;
}
interface Criteria { kind: Set<string>; family: Set<string>; standing: Set<string>; year: number | null; words: string }
interface Filter extends Criteria, Lit {}
interface Filled { title: string; content: Node[]; said: string }

/** What walks the wheel: its marks in their order, those tied to one, what one is called, what Enter does. */
interface Way { marks(): any[]; tied(mark: any): any[]; label(mark: any): string; press(mark: any): void }

interface Page {
  data: {
    years: [number, number]; bodies: Id[]; nodes: Map<Id, MapNode>; links: MapLink[];
    answers: Map<Id, Connection[]>; ranks: number[];
  };
  selection: Chosen | null;
  filter: Filter | null;
  showers: ((selection: Chosen | null, filter: Filter | null) => void)[];
  fillers: Record<string, (selection: Chosen) => Filled>;
  show(selection: Chosen | null): void;
  clear(): void;
  refresh(): void;
  byId(prefix: string, id: Id): any;
  label(id: Id): string;
  tied(test: (link: MapLink) => boolean): Lit;
  of(id: Id): Chosen;
  answerOf(id: Id): Chosen;
  ofKind(kind: string, title: string): Chosen;

  walk?(way: Way, first: any): void; // walking
  stop?(): any;
  stopAt?(mark: any): void;
  setOut?(mark: any): void;
  criteria?: Criteria; // filter
  narrow?(some: Partial<Criteria>): void;
  unfilter?(): void;
  showAll?(): void;
  toggled?(name: string, value: string): Partial<Criteria>;
  shown?(filter: Filter | null): string;
  isShown?(sort: "nodes" | "links", key: Id | number, selection: Chosen | null): boolean;
  filterWords?(filter: Filter): string; // key
  whole?(): void; // zoom
  boxOf?(part: any): DOMRect;
  copyOf?(element: any): any; // panel
  paragraph?(words: string): any;
  item?(sentence: string, number: number): any;
  lineOf?(number: number): any;
  counted?(count: number, one: string, many: string): string; // paths
  sentence?(number: number, isForward: boolean): string;
  pathOf?(start: Id, end: Id): Chosen;
  stopsOf?(id: Id): Chosen; // stops
  tourAt?(tour: string | null, step: string | null): Chosen | null; // tour
  address?(): string; // address
  isFramed?: boolean; // framed
}

declare var page: Page;
