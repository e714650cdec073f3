# What can be done with this checkout; each but thorough is a script of its name in scripts/.
#
#   make demo        run the plugin on its sample and put the results into demo-output/
#   make quick       run the tests that take no seconds each, in a minute and a half
#   make test        run every test, each with some of its random cases
#   make thorough    run every test with all of its random cases, which takes an hour or two
#   make bench       measure speed; with POSTGIS=1 also against PostGIS
#   make package     build dist/greenvein-VERSION.zip; with OFFLINE=1 also one for each platform and Python that
#                    carries the Python packages, with OFFLINE="win-amd64-python3.12" that one

export POSTGIS OFFLINE

.PHONY: demo quick test thorough bench package

demo quick test bench package:
	scripts/$@

thorough:
	scripts/test --thorough
