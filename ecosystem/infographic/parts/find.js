// Find by any name or word of the purpose, accents and case aside.
{
  const find = document.getElementById("find");
  find.addEventListener("input", () => {
    if (find.value.trim()) page.selection = null; // or what is found would be hidden behind it
    page.narrow({ words: find.value });
  });
  page.showers.push(() => {
    if (find.value !== page.criteria.words) find.value = page.criteria.words;
  });
}
