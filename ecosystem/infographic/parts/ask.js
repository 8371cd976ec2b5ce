// Ask the map: choose a priority, see and hear what connects to it.
{
  const select = document.getElementById("ask-priority");
  if (select) {
    select.addEventListener("change", () => {
      if (select.value) page.show(page.of(select.value));
      else page.clear();
    });
    page.showers.push((selection) => {
      select.value = selection && selection.asked ? selection.id : "";
    });
  }
}
