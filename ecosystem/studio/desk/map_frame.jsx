// The map as it will be published, in a frame that can do nothing but show it.
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";

const SOON = 250;

/** @param {{forFrame: (html: string) => any, isShown: boolean}} props */
export function MapFrame({ forFrame, isShown }) {
  const desk = useDesk();
  const drawn = useRef(-1);
  const place = useRef(/** @type {HTMLDivElement} */ (null));
  /** The map that is seen, and the next one while it is drawn beneath. Each has a frame of its own: a frame that is given
   * another document adds to the history of the tab, which keeps the old one. */
  const [maps, setMaps] = useState(/** @type {{version: number, html: any}[]} */ ([]));
  const [isOld, setOld] = useState(false);
  const { version } = desk;
  const isValid = desk.state?.valid;
  useEffect(() => {
    if (!isShown || drawn.current === version) return undefined;
    setOld(true);
    if (!isValid) return undefined;
    const timer = setTimeout(async () => {
      const { html } = await desk.call("preview").catch(() => ({ html: "" })); // then it is drawn for the next version
      if (desk.version !== version || !place.current) return;
      drawn.current = version;
      if (html) setMaps(([seen]) => [...(seen ? [seen] : []), { version, html: forFrame(html) }]);
      else setOld(false);
    }, SOON);
    return () => clearTimeout(timer);
  }, [version, isShown, isValid]);

  /** Show a map that has been loaded, once it is painted. @param {number} loaded */
  const show = (loaded) =>
    afterPaint(() => {
      const hasFocus = place.current?.contains(document.activeElement);
      setMaps((all) => all.slice(Math.max(0, all.findIndex((map) => map.version === loaded))));
      if (desk.version === loaded) setOld(false);
      if (hasFocus) afterPaint(() => place.current?.querySelector("iframe")?.focus());
    });
  return (
    <aside class="map" hidden={!isShown} aria-label={say("preview")} id="map">
      <p class="state" role="status">{isOld ? (isValid ? say("drawing") : say("olderMap")) : say("asPublished")}</p>
      <div class="maps" ref={place}>
        {maps.map((map, number) => (
          <iframe
            key={map.version}
            name="whole"
            sandbox="allow-scripts"
            title={say("preview")}
            inert={number > 0}
            srcdoc={map.html}
            onLoad={() => show(map.version)}
          />
        ))}
      </div>
    </aside>
  );
}

/** @param {() => void} task */
const afterPaint = (task) => requestAnimationFrame(() => requestAnimationFrame(task));
