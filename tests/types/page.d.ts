// What the modules of the page hand each other, and what the data block holds: see view/page_data.py.
type Id = string;

interface Life { from: number; to: number }
interface MapNode extends Life {
  id: Id; label: string; title: string; kind: string | null; section?: string; also?: string[]; digest?: string;
}
interface MapLink extends Life {
  tail: Id; head: Id; family: string; basis: string; rank: number; sentences: string[]; ending: string; digest?: string;
}
interface Connection { organisation: Id; links: number[] }
interface PageData {
  years: [number, number];
  organisations: Id[];
  nodes: Map<Id, MapNode>;
  links: MapLink[];
  answers: Map<Id, Connection[]>;
  ranks: number[];
  edition: string;
}

/** What an organisation is asked: its words in a mail and, where others, on the page, and what else is shown of it. */
interface Question { at: Id | number; code: string; words: string; shown?: string; more: Iterable<Element> }

interface Lit { nodes: Set<Id>; links: Set<number> }
interface Chosen extends Lit {
  sort: "entry" | "answer" | "group" | "path" | "stops" | "tour";
  asked?: boolean; title: string; address: Record<string, string>;
  id?: Id; pair?: Id[]; stops?: Map<Id, number>; summary?: string; routes?: [string, number][][]; element?: any; count?: number;
}
interface Criteria { kind: Set<string>; family: Set<string>; basis: Set<string>; year: number | null; dated: boolean; words: string }
interface Filter extends Criteria, Lit { undated: number } // of its links, how many have no date
interface Filled { title: string; content: Node[]; said: string }

/** What walks the wheel: its marks in their order, those tied to one, what one is called, what Enter does. */
interface Way { marks(): any[]; tied(mark: any): any[]; label(mark: any): string; press(mark: any): void }

/** vis-network, which stands in the explorer before its script. */
declare var vis: any;
/** What the page and the explorer show of themselves to the console and the tests. */
declare var page: any;
