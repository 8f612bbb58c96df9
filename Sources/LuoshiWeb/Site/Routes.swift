import Hummingbird
import LuoshiCore

/// The site map. What each page needs is held by the query or command behind it; the word beside it says which.
extension Site {
    func addRoutes(to router: some RouterMethods<SiteContext>) {
        router.get("/health", use: health)  // open
        router.get("/health/live", use: live)  // open
        router.get("/metrics", use: metrics)  // system.metrics
        router.get("/assets/:name", use: asset)  // open
        router.get("/language/:code", use: chooseLanguage)  // open
        router.get("/sign-in", use: signInPage)  // open
        router.post("/sign-in", use: signIn)  // session.start
        router.get("/sign-in/code", use: codePage)  // open
        router.post("/sign-in/code", use: signInWithCode)  // session.start
        router.get("/sign-in/provider", use: providerSignIn)  // open
        router.get("/sign-in/provider/return", use: providerReturn)  // session.start
        router.post("/sign-out", use: signOut)  // session.end
        router.get("/forgot", use: forgotPage)  // open
        router.post("/forgot", use: askForReset)  // account.forgot
        router.get("/invitation/:token", use: invitationPage)  // link.use
        router.post("/invitation/:token", use: acceptInvitation)  // link.use
        router.get("/reset/:token", use: resetPage)  // link.use
        router.post("/reset/:token", use: resetPassword)  // link.use
        router.get("/join", use: joinPage)  // application.submit
        router.post("/join", use: join)  // application.submit
        router.get("/join/receipt", use: receiptPage)  // open
        router.post("/join/receipt", use: readReceipt)  // application.submit

        router.get("/me", use: me)  // me.read
        router.get("/me/password", use: passwordPage)  // me.read
        router.post("/me/password", use: changePassword)  // me.password
        router.get("/me/second-factor", use: secondFactorPage)  // me.second_factor
        router.post("/me/second-factor", use: changeSecondFactor)  // me.second_factor
        router.post("/me/sessions/end", use: endSessions)  // me.sessions
        router.get("/firms/:id", use: firm)  // unit.read
        router.post("/firms/:id/agencies", use: grantAgency)  // agency.grant
        router.post("/agencies/:id/end", use: endAgency)  // agency.end
        router.get("/units/:id/records", use: unitRecords)  // unit.read
        router.get("/units/:id/accounts", use: unitAccounts)  // account.invite
        router.post("/units/:id/accounts", use: inviteAccount)  // account.invite
        router.post("/links/:id/withdraw", use: withdrawLink)  // account.invite
        router.get("/units/:id/applications", use: applications)  // application.decide
        router.post("/applications/:id", use: decideApplication)  // application.decide

        router.get("/", use: home)  // signed in
        router.get("/overview", use: overview)  // plan.read
        router.get("/plan", use: reader)  // plan.read
        router.get("/plan/versions", use: planVersions)  // plan.read
        router.get("/plan/versions/:old/:new", use: comparePlans)  // plan.read
        router.get("/plan/:path", use: reader)  // plan.read
        router.get("/tasks", use: tasks)  // plan.read
        router.get("/tasks/:path", use: task)  // plan.read
        router.get("/targets", use: targets)  // plan.read
        router.get("/targets/:id", use: target)  // plan.read
        router.post("/targets/:id/levels", use: changeTargetLevel)  // plan.set_levels
        router.get("/figures", use: figures)  // figure.read
        router.get("/figures/editions/:period", use: editionPage)  // figure.read
        router.post("/figures/editions/:period", use: changeEdition)  // figure.close
        router.get("/figures/:key", use: figure)  // figure.read
        router.get("/figures/:key/export", use: exportFigure)  // figure.read
        router.get("/letters", use: letters)  // letter.read
        router.get("/letters/new", use: newLetter)  // letter.read
        router.post("/letters/new", use: recordLetter)  // letter.record
        router.get("/letters/:id", use: letter)  // letter.read
        router.get("/letters/:id/file", use: letterFile)  // letter.read
        router.post("/letters/:id/withdraw", use: withdrawLetter)  // letter.withdraw
        router.get("/registers", use: registers)  // register.list
        router.get("/registers/:key", use: register)  // record.read.…
        router.get("/registers/:key/new", use: newRecord)  // record.read.…
        router.post("/registers/:key/new", use: enterRecord)  // record.enter.…
        router.post("/registers/:key/views", use: saveView)  // record.read.…
        router.get("/registers/:key/template", use: registerTemplate)  // record.import.…
        router.get("/registers/:key/export", use: exportRegister)  // record.export.…
        router.get("/registers/:key/change", use: bulkChangePage)  // record.read.…
        router.post("/registers/:key/change", use: changeRecords)  // record.change.…
        router.get("/registers/:key/import", use: sheetPage)  // record.import.…
        router.post("/registers/:key/import", use: uploadSheet)  // record.import.…
        router.get("/registers/:key/import/:id", use: previewImport)  // record.import.…
        router.post("/registers/:key/import/:id", use: importRecords)  // record.import.…
        router.get("/registers/:key/import/:id/errors", use: importErrors)  // record.import.…
        router.get("/registers/:key/:id", use: record)  // record.read.…
        router.get("/registers/:key/:id/files/:hash", use: recordFile)  // record.read.…
        router.post("/registers/:key/:id/strike", use: strikeRecord)  // record.strike.…
        router.post("/registers/:key/:id/erase", use: eraseRecord)  // record.erase.…
        router.post("/registers/:key/:id/merge", use: mergeRecords)  // record.merge.…
        router.post("/registers/:key/:id/reveal", use: revealRecord)  // record.reveal.…
        router.get("/registers/:key/:id/:act", use: editRecord)  // record.read.…
        router.post("/registers/:key/:id/:act", use: rewriteRecord)  // record.change.…, record.correct.…
        router.get("/cases", use: cases)  // case.list
        router.post("/cases", use: openCase)  // case.open.…
        router.get("/cases/:id", use: caseItem)  // case.read.…
        router.get("/cases/:id/files/:hash", use: caseFile)  // case.read.…
        router.post("/cases/:id/step", use: takeStep)  // case.step.…
        router.post("/cases/:id/sign", use: signCase)  // case.sign.…
        router.post("/cases/:id/hand-on", use: handCaseOn)  // case.hand_on.…
        router.post("/cases/:id/object", use: objectToCase)  // case.object.…
        router.post("/cases/:id/answer", use: answerObjection)  // case.answer.…
        router.post("/cases/:id/ask", use: askCaseOpinions)  // case.consult.…
        router.post("/cases/:id/opinion", use: giveCaseOpinion)  // case.opinion.…
        router.get("/duties", use: duties)  // duty.read
        router.post("/duties", use: issueDuties)  // duty.issue
        router.post("/duties/remind", use: remindDuties)  // case.remind.…
        router.get("/duties/:unit", use: unitDuties)  // duty.read
        router.post("/duties/:unit/sign", use: signDuties)  // case.step.…
        router.post("/duties/:unit/assign", use: assignDuties)  // plan.assign
        router.get("/duties/:unit/sheet", use: dutySheet)  // duty.read
        router.post("/duties/:unit/sheet", use: stampDuties)  // duty.stamp
        router.get("/duties/:unit/scans/:hash", use: dutyScan)  // duty.read
        router.get("/procedures/:key", use: procedure)  // procedure.read
        router.get("/rulings", use: rulings)  // plan.read
        router.get("/rulings/:key", use: ruling)  // plan.read
        router.get("/rulings/:key/sheet", use: rulingSheet)  // plan.read
        router.post("/rulings/:key/decide", use: decideRuling)  // plan.rule
        router.post("/rulings/:key/revise", use: reviseRuling)  // plan.rule
        router.post("/rulings/:key/withdraw", use: withdrawRuling)  // plan.rule
        router.post("/rulings/:key/ask", use: askOpinions)  // plan.ask_opinions
        router.post("/rulings/:key/opinion", use: giveOpinion)  // plan.give_opinion
        router.get("/contradictions/:key", use: contradiction)  // plan.read
        router.post("/contradictions/:key/settle", use: settleContradiction)  // plan.settle
        router.post("/contradictions/:key/reopen", use: reopenContradiction)  // plan.settle
        router.get("/units", use: units)  // unit.list
        router.get("/units/:id", use: unit)  // unit.read, plan.read
        router.get("/units/:id/reorganise", use: reorganisePage)  // unit.list, unit.read, plan.read
        router.post("/units/:id/reorganise", use: reorganise)  // unit.open, unit.rename, … by kind; unit.correct
        router.get("/unit-events/:number", use: unitEvent)  // unit.read
        router.post("/unit-events/:number/restore", use: restoreUnit)  // unit.correct
        router.get("/search", use: search)  // search.use

        router.get("/inbox", use: inbox)  // inbox.read
        router.get("/inbox/:id", use: inboxItem)  // inbox.read
        router.post("/inbox/:id/delegate", use: delegateItem)  // inbox.act
        router.post("/inbox/:id/return", use: returnItem)  // inbox.act
        router.post("/inbox/acknowledge", use: acknowledgeNotices)  // inbox.act
        router.post("/inbox/watch", use: watch)  // watch.add
        router.post("/inbox/unwatch", use: unwatch)  // watch.remove
        router.get("/unreceived", use: unreceived)  // inbox.unreceived

        router.get("/posts", use: posts)  // post.read
        router.get("/posts/:id", use: post)  // post.read
        router.get("/posts/:id/:part", use: post)  // post.read
        router.post("/posts/:id/:part/:act", use: changePost)  // post.rename, post.close, …, by act
        router.get("/posts/:id/:part/hand-over", use: handOverPage)  // post.hand_over
        router.post("/posts/:id/:part/hand-over", use: handOver)  // post.hand_over
        router.get("/handovers/:id", use: handover)  // handover.read
        router.post("/handovers/:id/confirm", use: confirmHandover)  // handover.confirm
        router.get("/units/:id/posts", use: unitPosts)  // post.read
        router.post("/units/:id/posts", use: createPost)  // post.create
        router.get("/units/:id/duties/:path", use: duty)  // plan.read
        router.post("/units/:id/duties/:path", use: assignDuty)  // plan.assign
        router.get("/people/:id", use: person)  // person.read
        router.get("/people/:id/leave", use: leavePage)  // person.read
        router.post("/people/:id/leave", use: personLeaves)  // person.leave
        router.post("/people/:id/return", use: cancelDeparture)  // person.leave

        router.get("/audit", use: audit)  // audit.read
        router.post("/audit/personal", use: personalTrail)  // audit.read_personal

        router.get("/me/mandates", use: myMandates)  // mandate.read
        router.post("/me/mandates", use: delegate)  // mandate.delegate
        router.get("/me/rights", use: myRights)  // right.read
        router.get("/me/seen", use: seen)  // disclosure.read
        router.get("/mandates", use: mandates)  // mandate.read
        router.post("/mandates", use: grantAccess)  // mandate.grant_access
        router.get("/mandates/:id", use: mandatePaper)  // mandate.read
        router.post("/mandates/end", use: endMandate)  // mandate.end
        router.get("/rights", use: rights)  // right.read
        router.get("/people/:id/rights", use: personRights)  // right.read

        router.get("/import", use: importPage)  // plan.import
        router.post("/import", use: importDocument)  // plan.import
        router.get("/documents/:sha", use: document)  // plan.import
        router.get("/reviews", use: reviews)  // plan.review
        router.post("/reviews", use: startReview)  // plan.review
        router.get("/reviews/:id", use: review)  // plan.review
        router.post("/reviews/:id/accept", use: acceptItems)  // plan.review
        router.post("/reviews/:id/owner", use: assignOwner)  // plan.review
        router.post("/reviews/:id/items", use: addItem)  // plan.review
        router.post("/reviews/:id/items/:item", use: changeItem)  // plan.review
        router.get("/reviews/:id/history", use: reviewHistory)  // plan.review
        router.post("/reviews/:id/undo", use: undoEdit)  // plan.review
        router.get("/reviews/:id/finish", use: finishReview)  // plan.review
        router.post("/reviews/:id/publish", use: publishReview)  // plan.publish
        router.post("/reviews/:id/discard", use: discardReview)  // plan.review
        router.get("/package", use: package)  // package.read
        router.post("/package/adopt", use: adoptPackage)  // package.adopt
        router.get("/accounts", use: accounts)  // account.read
        router.post("/accounts", use: createAccount)  // account.create
        router.post("/accounts/lock", use: lockAccount)  // account.lock
        router.get("/accounts/invite", use: inviteTo)  // account.read
        router.get("/accounts/:login", use: account)  // account.read
        router.post("/accounts/:login/reset", use: issueReset)  // account.reset
        router.post("/accounts/:login/factor", use: resetFactor)  // account.reset_second_factor
        router.post("/accounts/:login/pause", use: liftPause)  // account.lift_pause
        router.post("/accounts/:login/sessions", use: endAllSessions)  // account.end_sessions

        router.get("/me/tokens", use: tokens)  // token.read
        router.post("/me/tokens", use: createToken)  // token.create
        router.post("/me/tokens/:id/end", use: endToken)  // token.end
        router.get("/api", use: apiPage)  // signed in
        router.get("/api/v1/openapi.json", use: openAPI)  // open
        addEndpoints(to: router)
    }
}
