#!/bin/sh
# Runs a command, and puts what it says into the summary of the run, where everybody can read it.
#   sh .github/tell.sh "Heading if it works" "Heading if it does not" COMMAND ...
if_it_works=$1
if_not=$2
shift 2
said=$(mktemp)
if "$@" >"$said" 2>&1 </dev/null; then
    status=0
    heading=$if_it_works
else
    status=$?
    heading=$if_not
fi
# Four spaces make it plain text: nothing that stands in a cell can be taken for a heading or a link.
{
    echo "## $heading"
    echo
    sed 's/^/    /' "$said"
    echo
} | tee -a "$GITHUB_STEP_SUMMARY"
rm "$said"
exit "$status"
